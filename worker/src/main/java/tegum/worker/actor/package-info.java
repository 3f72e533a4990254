/// The worker as an actor: asks for offers, has them trained on a thread per device, and reports until it is believed.
@NullMarked
package tegum.worker.actor;

import org.jspecify.annotations.NullMarked;
