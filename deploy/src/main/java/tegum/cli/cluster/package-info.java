/// The node that a process is in a cluster: its address, transport and settings, and its life from join to leave.
@NullMarked
package tegum.cli.cluster;

import org.jspecify.annotations.NullMarked;
