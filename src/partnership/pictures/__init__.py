"""Pictures of a network: deterministic SVG, to be read by eye, by keyboard, by a screen reader and on paper."""

from partnership.network.network import Network
from partnership.pictures.drawing import Box as Box, Picture as Picture, PictureTable as PictureTable
from partnership.pictures.growth import growth as growth
from partnership.pictures.page import page_of as page_of, page_over_time as page_over_time
from partnership.pictures.pictures import MOST_CARDS as MOST_CARDS, PictureForm as PictureForm, picture as picture


def _drawn(network: Network) -> str:
    return picture(network).svg


Network.drawn = _drawn
