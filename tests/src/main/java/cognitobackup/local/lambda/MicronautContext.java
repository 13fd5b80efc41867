package cognitobackup.local.lambda;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.util.Map;

/**
 * An application context that holds a function's environment, made in the function's own classes: by reflection, since
 * this process has no Micronaut.
 */
final class MicronautContext implements AutoCloseable {
    private static final String CONTEXT = "io.micronaut.context.ApplicationContext";
    private static final String SOURCE = "io.micronaut.context.env.PropertySource";
    private static final String CONVENTION = SOURCE + "$PropertyConvention";

    private final Class<?> type;
    private final Object context;

    private MicronautContext(Class<?> type, Object context) {
        this.type = type;
        this.context = context;
    }

    /** Whether there is a Micronaut; a handler without one has no environment here. */
    static boolean isIn(ClassLoader classes) {
        return classes.getResource(CONTEXT.replace('.', '/') + ".class") != null;
    }

    /**
     * Starts a context that sees these variables, and nothing of this process's own environment.
     *
     * @param clock what its beans go by
     */
    static MicronautContext start(ClassLoader classes, Map<String, String> environment, Clock clock)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(CONTEXT, true, classes);
        Class<?> builderType = Class.forName("io.micronaut.context.ApplicationContextBuilder", true, classes);
        Object builder = type.getMethod("builder", String[].class).invoke(null, (Object) new String[] {"function"});
        builderType.getMethod("deduceEnvironment", Boolean.class).invoke(builder, false);
        builderType.getMethod("environmentPropertySource", boolean.class).invoke(builder, false);
        builderType
                .getMethod(
                        "propertySources", Class.forName(SOURCE, true, classes).arrayType())
                .invoke(builder, variables(classes, environment));
        builderType.getMethod("singletons", Object[].class).invoke(builder, (Object) new Object[] {clock});
        Object context = builderType.getMethod("start").invoke(builder);
        return new MicronautContext(type, context);
    }

    private static Object variables(ClassLoader classes, Map<String, String> environment)
            throws ReflectiveOperationException {
        Class<?> source = Class.forName(SOURCE, true, classes);
        Class<?> convention = Class.forName(CONVENTION, true, classes);
        Class<?> origin = Class.forName(SOURCE + "$Origin", true, classes);
        Object named = origin.getMethod("of", String.class).invoke(null, "environment of the function");
        Object asVariables = convention.getField("ENVIRONMENT_VARIABLE").get(null);
        Object sources = Array.newInstance(source, 1);
        Array.set(
                sources,
                0,
                source.getMethod("of", String.class, Map.class, convention, origin)
                        .invoke(null, "function", environment, asVariables, named));
        return sources;
    }

    /** Makes a handler by the constructor that takes a context. */
    Object construct(Class<?> handler) throws ReflectiveOperationException {
        return handler.getConstructor(type).newInstance(context);
    }

    @Override
    public void close() {
        try {
            type.getMethod("close").invoke(context);
        } catch (InvocationTargetException e) {
            // The instance is being thrown away, whatever its beans say to that.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an application context without close()", e);
        }
    }
}
