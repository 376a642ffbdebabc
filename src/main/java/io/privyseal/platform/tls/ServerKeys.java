package io.privyseal.platform.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Hands the current {@link ServerCertificate} to each handshake. */
final class ServerKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "server-";

    private final ServerCertificate certificate;

    /** One alias per credential, so that a handshake never pairs an old key with a new chain. */
    private final Map<ServerCertificate.Credential, String> aliases = new WeakHashMap<>();

    private long replacements;

    ServerKeys(ServerCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        ServerCertificate.Credential current = certificate.current();
        if (current == null || !keyType.equals(current.key().getAlgorithm())) {
            return null;
        }
        synchronized (aliases) {
            return aliases.computeIfAbsent(current, _ -> ALIAS + ++replacements);
        }
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        ServerCertificate.Credential credential = find(alias);
        return credential == null ? null : credential.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        ServerCertificate.Credential credential = find(alias);
        return credential == null ? null : credential.key();
    }

    private ServerCertificate.@Nullable Credential find(String alias) {
        synchronized (aliases) {
            for (Map.Entry<ServerCertificate.Credential, String> entry : aliases.entrySet()) {
                if (entry.getValue().equals(alias)) {
                    return entry.getKey();
                }
            }
            return null;
        }
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
