package cognitobackup.local.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Sends what a part of this process prints somewhere else: a function's output to its log, an engine's banner nowhere.
 *
 * <p>Standard output belongs to the whole process, so the parts are told apart by thread; a thread inherits from the one
 * that started it where its output goes.
 */
public final class ThreadOutput {
    private static final InheritableThreadLocal<Lines> OF_THIS_THREAD = new InheritableThreadLocal<>();
    private static boolean installed;

    private ThreadOutput() {}

    /** From now on what this thread prints, and what threads print that it starts from now on, goes there line by line. */
    public static void redirect(Consumer<String> lines) {
        install();
        OF_THIS_THREAD.set(new Lines(lines));
    }

    /** Undoes {@link #redirect} for this thread. */
    public static void restore() {
        OF_THIS_THREAD.remove();
    }

    private static synchronized void install() {
        if (!installed) {
            System.setOut(new PrintStream(new Router(System.out), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(new Router(System.err), true, StandardCharsets.UTF_8));
            installed = true;
        }
    }

    private static final class Router extends OutputStream {
        private final PrintStream otherwise;

        Router(PrintStream otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Lines lines = OF_THIS_THREAD.get();
            if (lines == null) {
                otherwise.write(bytes, offset, length);
            } else {
                lines.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            otherwise.flush();
        }
    }

    private static final class Lines {
        private final Consumer<String> lines;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        Lines(Consumer<String> lines) {
            this.lines = lines;
        }

        synchronized void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '\n') {
                    lines.accept(begun.toString(StandardCharsets.UTF_8));
                    begun.reset();
                } else {
                    begun.write(bytes[i]);
                }
            }
        }
    }
}
