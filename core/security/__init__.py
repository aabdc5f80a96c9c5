"""Gates at the edges: addresses, sizes, names, folders, and a worker process for hostile bytes."""
