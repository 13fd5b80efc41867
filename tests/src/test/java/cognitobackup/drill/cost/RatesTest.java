package cognitobackup.drill.cost;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.Project;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** What an estimate repeats of the functions, whose classes no other module sees, is what their jar has. */
class RatesTest {
    @Test
    void aPoolIsAsLargeAsTheFunctionsSayForWorkersOfItsOwn() throws Exception {
        try (URLClassLoader functions =
                new URLClassLoader(new URL[] {Project.lambdaJar().toUri().toURL()})) {
            Field most = functions.loadClass("cognitobackup.exporter.Units").getDeclaredField("RECORDS_OF_ONE_WORKER");
            most.setAccessible(true);

            assertThat(Rates.RECORDS_OF_ONE_WORKER).isEqualTo(most.getLong(null));
        }
    }
}
