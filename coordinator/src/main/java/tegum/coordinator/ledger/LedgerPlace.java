package tegum.coordinator.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What a store's folder says about where its ledger is: the file of a ledger inside it, or the file
/// `ledger.elsewhere`,
/// which names a ledger on a database server, so that the folder is never taken for another ledger's.
public final class LedgerPlace {
    private static final String INSIDE = "ledger.db";
    private static final String ELSEWHERE = "ledger.elsewhere";

    private LedgerPlace() {}

    /// Whether the folder has a store.
    public static boolean hasStore(Path folder) {
        return Files.exists(folder.resolve(INSIDE)) || Files.exists(folder.resolve(ELSEWHERE));
    }

    /// @throws StoreException if the folder's ledger is on a server
    public static void requireInFolder(Path folder) {
        if (Files.exists(folder.resolve(ELSEWHERE))) {
            throw new StoreException(
                    "the ledger of the store %s is not in the folder but in %s: set ledger.url, or choose another folder with --store"
                            .formatted(folder, lines(folder).getLast()));
        }
    }

    /// @throws StoreException if the folder has a ledger inside it
    public static void requireElsewhere(Path folder) {
        if (Files.exists(folder.resolve(INSIDE))) {
            throw new StoreException(
                    "the ledger of the store %s is in the folder, in %s: take ledger.url away, or choose another folder with --store"
                            .formatted(folder, INSIDE));
        }
    }

    /// The id of the ledger on a server that the folder belongs to.
    ///
    /// @throws StoreException if it cannot be read
    public static Optional<String> elsewhere(Path folder) {
        List<String> lines = lines(folder);
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getFirst());
    }

    private static List<String> lines(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(ELSEWHERE));
            if (lines.size() != 2) {
                throw new StoreException("%s is damaged: it names the ledger's id and its database, a line each"
                        .formatted(folder.resolve(ELSEWHERE)));
            }
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    /// Says that the folder belongs to a ledger on a server.
    ///
    /// @param id of the ledger
    /// @param database for people, without secrets
    /// @throws StoreException if the folder is not writable
    public static void note(Path folder, String id, String database) {
        Path draft = folder.resolve(ELSEWHERE + ".part");
        try {
            Files.writeString(draft, id + "\n" + database + "\n");
            Files.move(draft, folder.resolve(ELSEWHERE), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Another coordinator that started with this one has written the same and moved it to its place.
            if (elsewhere(folder).isEmpty()) {
                throw StoreException.of(folder, "write", e);
            }
        } catch (IOException e) {
            throw StoreException.of(folder, "write", e);
        }
    }
}
