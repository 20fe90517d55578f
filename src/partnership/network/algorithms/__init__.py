"""What measures compute with: searches and walks over positions, which know no names, no law and no language."""
