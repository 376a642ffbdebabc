package io.privyseal.setup;

import io.privyseal.platform.Home;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.List;

/** Says at start-up where the server is and how to begin; holds no secret. */
@Singleton
class Banner {
    static final String ROOT_FILE = "root.pem";

    private final FirstRunFile file;
    private final PublicUrls urls;
    private final Home home;

    Banner(FirstRunFile file, PublicUrls urls, Home home) {
        this.file = file;
        this.urls = urls;
        this.home = home;
    }

    void print(PrintStream out) {
        out.println();
        out.println("  Privyseal is ready");
        out.println("  REST API   " + urls.baseUrl() + "/api");
        out.println("  CRL, OCSP  " + urls.httpBaseUrl());
        file.read().ifPresent(content -> {
            out.println("  Root CA    SHA-256 " + content.at("/rootCa/sha256").asText());
            out.println("  Settings   " + home.resolve(FirstRunFile.FILE));
        });
        List<String> secrets = file.secretsLeft();
        if (secrets.contains("/admin/password")) {
            out.println("  Try        curl --cacert " + home.resolve(ROOT_FILE) + " -H @"
                    + home.resolve(FirstRunFile.HEADERS_FILE) + " " + urls.baseUrl() + "/api/ssl/v1/types");
        }
        if (!secrets.isEmpty()) {
            out.println("  Warning    starter secrets are still in use: change them " + secrets);
        }
        if (urls.baseUrl().contains("//localhost") || urls.httpBaseUrl().contains("//localhost")) {
            out.println(
                    "  Warning    certificates point at localhost: for clients elsewhere, set PRIVYSEAL_BASE_URL and"
                            + " PRIVYSEAL_HTTP_BASE_URL");
        }
        out.println();
        out.flush();
    }
}
