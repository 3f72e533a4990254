/// Bytes between coordinator and workers: the columnar payload of results. Envelopes are CBOR by the actor system's
/// serialiser, set up in `reference.conf`.
@NullMarked
package tegum.protocol.wire;

import org.jspecify.annotations.NullMarked;
