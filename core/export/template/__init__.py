"""The newsroom's house template: names, colours, logo and texts."""
