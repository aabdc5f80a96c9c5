"""Gates, called at the edges: addresses, sizes, names, places, and a process apart for hostile bytes."""
