package tegum.coordinator.report;

/// The papers that the methods cite.
final class Sources {
    /// Their entries in BibTeX, as a block of Markdown.
    static final String BIBTEX = """
            ```bibtex
            @article{elhage2022superposition,
              title = {Toy Models of Superposition},
              author = {Elhage, Nelson and Hume, Tristan and Olsson, Catherine and Schiefer, Nicholas and others},
              journal = {Transformer Circuits Thread}, year = {2022}, eprint = {2209.10652}, archivePrefix = {arXiv}
            }
            @inproceedings{loshchilov2019adamw,
              title = {Decoupled Weight Decay Regularization},
              author = {Loshchilov, Ilya and Hutter, Frank},
              booktitle = {International Conference on Learning Representations}, year = {2019}
            }
            @inproceedings{salmon2011random,
              title = {Parallel Random Numbers: As Easy as 1, 2, 3},
              author = {Salmon, John K. and Moraes, Mark A. and Dror, Ron O. and Shaw, David E.},
              booktitle = {SC '11}, year = {2011}, doi = {10.1145/2063384.2063405}
            }
            @article{wilson1927probable,
              title = {Probable Inference, the Law of Succession, and Statistical Inference},
              author = {Wilson, Edwin B.},
              journal = {Journal of the American Statistical Association}, volume = {22}, pages = {209--212}, year = {1927}
            }
            ```""";

    private Sources() {}
}
