"""What people keep elsewhere, through the one door: ties of a survey, and partners of a list."""
