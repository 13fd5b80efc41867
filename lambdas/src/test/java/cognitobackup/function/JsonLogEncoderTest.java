package cognitobackup.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLogEncoderTest {
    private final LoggerContext context = new LoggerContext();
    private final JsonLogEncoder encoder = new JsonLogEncoder();

    private Map<?, ?> encoded(LoggingEvent event) throws IOException {
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").doesNotContain("ann");
        assertThat(line.strip()).doesNotContain("\n");
        return (Map<?, ?>) JsonMapper.createDefault().readValue(line, Object.class);
    }

    private LoggingEvent event(String message, Throwable thrown) {
        var event =
                new LoggingEvent("caller", context.getLogger("cognitobackup.test"), Level.INFO, message, thrown, null);
        event.setMDCPropertyMap(Map.of("AWSRequestId", "request-1", "execution", "arn:x", "AWSFunctionArn", "arn:y"));
        return event;
    }

    @Test
    void aLineIsAJsonObjectWithTheInvocationAndItsNumbers() throws IOException {
        LoggingEvent event = event("a \"quoted\" \\ line\nand another\u0001", null);
        event.addKeyValuePair(new KeyValuePair("users", 60));

        Map<?, ?> line = encoded(event);

        assertThat(line.get("message")).isEqualTo("a \"quoted\" \\ line\nand another\u0001");
        assertThat(line.get("requestId")).isEqualTo("request-1");
        assertThat(line.get("execution")).isEqualTo("arn:x");
        assertThat(line.get("level")).isEqualTo("INFO");
        assertThat(line.get("users")).isEqualTo(60);
        assertThat(line.containsKey("AWSFunctionArn")).isFalse();
    }

    @Test
    void anExceptionIsLoggedWithoutItsWords() throws IOException {
        var cause = new IllegalArgumentException("ann@example.com");

        Map<?, ?> line = encoded(event("failed", new IllegalStateException("ann", cause)));

        assertThat((String) line.get("exception"))
                .contains("IllegalStateException", "caused by", "IllegalArgumentException", "JsonLogEncoderTest");
    }
}
