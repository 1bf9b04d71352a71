"""Start-up checks of our own: the application refuses to start in a shape that is not safe."""
