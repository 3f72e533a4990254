/// The results as immutable Parquet files, the dictionary of their columns, and the views that readers read.
@NullMarked
package tegum.coordinator.dataset;

import org.jspecify.annotations.NullMarked;
