package tegum.worker.device;

/// What sort of device trains; a closed set, so that metrics may be tagged with it.
public enum DeviceKind {
    /// Processors of the machine.
    CPU,
    /// A graphics card.
    GPU
}
