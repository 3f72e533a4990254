/// Certificates with which the nodes of a cluster know each other.
@NullMarked
package tegum.cli.tls;

import org.jspecify.annotations.NullMarked;
