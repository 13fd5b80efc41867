package cognitobackup.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DynamoDbEngineTest {
    @Test
    void aPortThatSomebodyElseTookMeanwhileIsNoReasonToFail() throws Exception {
        try (ServerSocket somebodyElses = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AtomicInteger asked = new AtomicInteger();

            DynamoDbEngine.Started started = DynamoDbEngine.start(
                    () -> asked.getAndIncrement() == 0 ? somebodyElses.getLocalPort() : DynamoDbEngine.freePort());

            try {
                assertThat(asked).hasValueGreaterThan(1);
                assertThat(started.port()).isNotEqualTo(somebodyElses.getLocalPort());
            } finally {
                started.server().stop();
            }
        }
    }
}
