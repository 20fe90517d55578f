"""Who holds the partnership together, and what breaks when someone leaves: the graph of relationships."""
