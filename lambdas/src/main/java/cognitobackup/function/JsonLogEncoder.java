package cognitobackup.function;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object a line. Of an exception it writes type and places in code but never the message: foreign exceptions
 * quote what they choke on, and that may be somebody's personal data.
 */
public class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    /** The names under which what Micronaut keeps of the invocation goes into a line. */
    private static final Map<String, String> FIELDS =
            Map.of("AWSRequestId", "requestId", "AWSFunctionName", "function", "execution", "execution");

    private static final int FRAMES = 12;

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringBuilder("{");
        member(line, "time", event.getInstant().toString());
        member(line, "level", event.getLevel().toString());
        member(line, "logger", event.getLoggerName());
        member(line, "message", event.getFormattedMessage());
        FIELDS.forEach((key, name) -> {
            String value = event.getMDCPropertyMap().get(key);
            if (value != null) {
                member(line, name, value);
            }
        });
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                member(line, pair.key, pair.value);
            }
        }
        if (event.getThrowableProxy() != null) {
            member(line, "exception", describe(event.getThrowableProxy()));
        }
        return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String describe(IThrowableProxy thrown) {
        var text = new StringBuilder(thrown.getClassName());
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        Arrays.stream(frames).limit(FRAMES).forEach(frame -> text.append('\n').append(frame.getSTEAsString()));
        return thrown.getCause() == null
                ? text.toString()
                : text.append("\ncaused by ")
                        .append(describe(thrown.getCause()))
                        .toString();
    }

    private static void member(StringBuilder line, String name, Object value) {
        if (line.length() > 1) {
            line.append(',');
        }
        quote(line, name);
        line.append(':');
        if (value instanceof Number || value instanceof Boolean) {
            line.append(value);
        } else {
            quote(line, String.valueOf(value));
        }
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                default -> {
                    if (c < ' ') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
