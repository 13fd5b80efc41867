package cognitobackup.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

/**
 * What a handler takes and gives: the type arguments of its {@link RequestHandler}, which may stand far up among its
 * superclasses, as AWS's runtime finds them.
 */
record HandlerTypes(Type input, Type output) {
    static HandlerTypes of(Class<?> handler) {
        Map<TypeVariable<?>, Type> bound = new HashMap<>();
        for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            for (Type implemented : type.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType interfaceType
                        && interfaceType.getRawType() == RequestHandler.class) {
                    Type[] arguments = interfaceType.getActualTypeArguments();
                    return new HandlerTypes(resolve(arguments[0], bound), resolve(arguments[1], bound));
                }
            }
            bind(type.getGenericSuperclass(), bound);
        }
        throw new IllegalArgumentException(
                handler.getName() + " is not a " + RequestHandler.class.getSimpleName() + " with type arguments");
    }

    private static void bind(Type superclass, Map<TypeVariable<?>, Type> bound) {
        if (superclass instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                bound.put(raw.getTypeParameters()[i], resolve(generic.getActualTypeArguments()[i], bound));
            }
        }
    }

    private static Type resolve(Type type, Map<TypeVariable<?>, Type> bound) {
        return type instanceof TypeVariable<?> variable ? bound.getOrDefault(variable, Object.class) : type;
    }
}
