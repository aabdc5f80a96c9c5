"""Foundation of the window: the session on a project, the job runner, error messages, saved window state."""
