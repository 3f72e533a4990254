package tegum.spec;

/// The feature whose phase a sweep's diagram shows.
public sealed interface Focus {

    /// Index of the feature in a model.
    ///
    /// @param features number of features of the model
    int index(int features);

    /// The spelling in a spec.
    String text();

    /// The last feature, whatever the model's size.
    record Last() implements Focus {
        @Override
        public int index(int features) {
            return features - 1;
        }

        @Override
        public String text() {
            return "last";
        }
    }

    /// A feature by its index.
    ///
    /// @param feature index from 0
    record Feature(int feature) implements Focus {
        @Override
        public int index(int features) {
            return feature;
        }

        @Override
        public String text() {
            return Integer.toString(feature);
        }
    }
}
