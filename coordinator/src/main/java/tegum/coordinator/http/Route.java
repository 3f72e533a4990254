package tegum.coordinator.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/// One thing that can be asked for.
///
/// @param path with `{parameters}`
/// @param access who may ask
/// @param does what it does, one clause for people
record Route(HandlerType method, String path, Access access, String does, Handler handler) {

    static Route get(String path, Access access, String does, Handler handler) {
        return new Route(HandlerType.GET, path, access, does, handler);
    }

    static Route post(String path, Access access, String does, Handler handler) {
        return new Route(HandlerType.POST, path, access, does, handler);
    }

    static Route put(String path, Access access, String does, Handler handler) {
        return new Route(HandlerType.PUT, path, access, does, handler);
    }

    static Route delete(String path, Access access, String does, Handler handler) {
        return new Route(HandlerType.DELETE, path, access, does, handler);
    }
}
