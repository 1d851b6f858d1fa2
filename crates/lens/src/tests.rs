//! What a user notices through each lens.
