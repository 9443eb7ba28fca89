"""Page pictures, and where a page's words stand. What meets a hostile page runs in a process of its own."""
