package cognitobackup.importer;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The bucket that holds an import's plan, its working files and its report. Strongly consistent, as S3 is. */
public interface ReportsBucket {
    /** Stores a file under this key, replacing what is there. */
    void put(String key, Path file, String contentType);

    /** Opens an object for reading; the caller closes it. */
    InputStream open(String key);

    /** The same; empty where there is no such object. */
    Optional<InputStream> find(String key);

    /** The keys that begin with this, in order. */
    List<String> list(String prefix);
}
