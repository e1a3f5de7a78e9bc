"""The window: the only place, with mfdesk.app, that knows Qt."""
