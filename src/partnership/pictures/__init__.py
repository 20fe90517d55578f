"""Pictures of a network: deterministic SVG, to be read by eye, by keyboard, by a screen reader and on paper."""

from partnership.network.network import Network
from partnership.pictures.canvas import Box, Picture
from partnership.pictures.page import page_of
from partnership.pictures.pictures import LIMIT, PictureForm, picture, to_svg
from partnership.pictures.strip import growth, time_strip

__all__ = ["LIMIT", "Box", "Picture", "PictureForm", "growth", "page_of", "picture", "time_strip", "to_svg"]

Network.drawn = to_svg
