package tegum.worker.device;

/// Something that can train: the processors of this machine, or one accelerator.
///
/// @param id short name, unique on the machine: `cpu`, `gpu0`
/// @param kind what sort of device
/// @param description what the maker calls it
/// @param cores processors that trainings may use at once; at least 1
/// @param memoryBytes memory that trainings may use; for processors the heap's limit
public record Device(String id, DeviceKind kind, String description, int cores, long memoryBytes) {

    /// @throws IllegalArgumentException if there is no core or no memory
    public Device {
        if (cores < 1 || memoryBytes < 1) {
            throw new IllegalArgumentException(
                    "a device has cores and memory, not %d, %d".formatted(cores, memoryBytes));
        }
    }

    /// The same device with another number of cores to use.
    public Device withCores(int count) {
        return new Device(id, kind, description, count, memoryBytes);
    }
}
