"""Pictures of a network: deterministic SVG, to be read by eye, by keyboard, by a screen reader and on paper."""

from partnership.relations.network import Network
from partnership.relations.picture.canvas import Box, Picture
from partnership.relations.picture.page import page_of
from partnership.relations.picture.pictures import LIMIT, PictureForm, picture, to_svg
from partnership.relations.picture.strip import growth, time_strip

__all__ = ["LIMIT", "Box", "Picture", "PictureForm", "growth", "page_of", "picture", "time_strip", "to_svg"]

Network.drawn = to_svg
