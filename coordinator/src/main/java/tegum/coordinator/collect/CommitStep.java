package tegum.coordinator.collect;

/// Points of a commit between which a crash may fall.
enum CommitStep {
    /// The segments lie below `data/tmp`, forced to disk.
    STAGED,
    /// They are renamed to their places; the ledger does not know them.
    PUBLISHED,
    /// The ledger's transaction is committed; the manifest is the old one.
    REGISTERED,
    /// The manifest shows the commit.
    SHOWN;

    /// Is told when a point is reached. Tests let it fail there.
    @FunctionalInterface
    interface Observer {
        void reached(CommitStep step);
    }
}
