"""The newsroom's own template: names, colours, logo and texts."""
