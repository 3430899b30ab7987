//! Fits worked out by hand.
