package tegum.coordinator.ledger;

import java.time.Instant;

/// Who did what to the store, and why.
///
/// @param who a user's name, or `tegum` for the program itself
/// @param act `submit`, `state`, ...
/// @param subject what it was done to, `phase-2-1@3`
public record AuditRecord(Instant at, String who, String act, String subject, String reason) {}
