/// What coordinator and workers say to each other: plain data with ids, without addresses, sockets or clocks.
@NullMarked
package tegum.protocol;

import org.jspecify.annotations.NullMarked;
