"""Work that outlives a request: receiving uploads, the queue, the jobs."""
