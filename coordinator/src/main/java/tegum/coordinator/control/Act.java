package tegum.coordinator.control;

/// Who does something, and why.
///
/// @param by a token's name, or the user of this machine
/// @param reason in their words; empty if they gave none
public record Act(String by, String reason) {
    /// Characters of a reason at most.
    public static final int MOST_CHARACTERS = 1_000;

    /// @throws ControlException if the reason is too long
    public Act {
        if (reason.length() > MOST_CHARACTERS) {
            throw new ControlException(
                    ControlException.Kind.INVALID,
                    "the reason has %,d characters; %,d are permitted".formatted(reason.length(), MOST_CHARACTERS));
        }
    }
}
