//! What each form makes of events.
