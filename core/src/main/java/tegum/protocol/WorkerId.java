package tegum.protocol;

/// Name of a worker, chosen by its operator or made from host and process.
///
/// @param name 1 to 200 characters
public record WorkerId(String name) {

    /// @throws IllegalArgumentException if the name is empty or longer than 200 characters
    public WorkerId {
        if (name.isEmpty() || name.length() > 200) {
            throw new IllegalArgumentException("a worker's name has 1 to 200 characters, not " + name.length());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
