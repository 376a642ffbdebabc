package io.privyseal.azure;

import io.privyseal.azure.AzureFault.Kind;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One exchange with a host of Microsoft's: within a time that includes the body, up to a size, and never elsewhere than
 * asked, since redirects are answers like any other.
 */
@Singleton
class MicrosoftHttp {
    /** An answer, whatever its status. */
    record Answer(int status, HttpHeaders headers, byte[] body) {}

    private final AzureConfig config;
    private final HttpClient client;

    MicrosoftHttp(AzureConfig config, SecureRandom random) {
        this.config = config;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout());
        config.proxy().ifPresent(proxy -> builder.proxy(ProxySelector.of(address(proxy))));
        config.trust().ifPresent(pem -> builder.sslContext(TrustedRoots.context(pem, random)));
        this.client = builder.build();
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }

    private static InetSocketAddress address(URI proxy) {
        if (!"http".equals(proxy.getScheme()) || proxy.getHost() == null || proxy.getPort() < 0) {
            throw new IllegalStateException("privyseal.azure.proxy must be like http://host:port");
        }
        return InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort());
    }

    /**
     * Sends a request.
     *
     * @param largest of how many bytes a body is read
     * @throws AzureFault {@link Kind#UNREACHABLE}, {@link Kind#NONSENSE} for a larger body
     */
    Answer exchange(HttpRequest request, int largest, Budget budget) {
        String host = request.uri().getHost();
        Duration patience = budget.has(config.timeout()) ? config.timeout() : budget.remaining();
        CompletableFuture<HttpResponse<Optional<byte[]>>> pending =
                client.sendAsync(request, _ -> new CappedBody(largest));
        HttpResponse<Optional<byte[]>> response;
        try {
            response = pending.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw unreachable(host + " does not answer in time", e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable("interrupted while waiting for " + host, e);
        } catch (ExecutionException e) {
            throw unreachable("no answer of " + host + ": " + e.getCause(), e);
        }
        byte[] body = response.body()
                .orElseThrow(
                        () -> new AzureFault(Kind.NONSENSE, host + " answers with more than " + largest + " bytes"));
        return new Answer(response.statusCode(), response.headers(), body);
    }

    private static AzureFault unreachable(String message, Exception cause) {
        return new AzureFault(Kind.UNREACHABLE, message, null, cause);
    }
}
