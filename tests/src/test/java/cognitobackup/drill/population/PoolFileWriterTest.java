package cognitobackup.drill.population;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.population.MadeUpPool.SignIn;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PoolFileWriterTest {
    @Test
    void whatIsWrittenIsReadAsItWas() {
        PoolDump population = MadeUpPool.of(80, 12, 3, SignIn.USERNAME).inPool("us-east-1_Pool");

        assertThat(new PoolFile(Instant.EPOCH).parse(PoolFileWriter.write(population)))
                .isEqualTo(population);
    }
}
