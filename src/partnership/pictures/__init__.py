"""Pictures of a network: deterministic SVG, to be read by eye, by keyboard, by a screen reader and on paper."""

from partnership.network.network import Network
from partnership.pictures.drawing import Box, Picture, PictureTable
from partnership.pictures.growth import growth
from partnership.pictures.page import page_of, page_over_time
from partnership.pictures.pictures import MOST_CARDS, PictureForm, picture

__all__ = [
    "MOST_CARDS",
    "Box",
    "Picture",
    "PictureForm",
    "PictureTable",
    "growth",
    "page_of",
    "page_over_time",
    "picture",
]


def _drawn(network: Network) -> str:
    return picture(network).svg


Network.drawn = _drawn
