# Privyseal on the Java virtual machine. Build: docker build -t privyseal .
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
RUN mvn -B -Dquick -pl src -am package -DskipTests

FROM eclipse-temurin:25-jre
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /opt/privyseal --shell /usr/sbin/nologin privyseal \
    && install -d -o privyseal -m 0700 /var/lib/privyseal
WORKDIR /opt/privyseal
COPY --from=build --chown=privyseal /build/privyseal ./
COPY --from=build --chown=privyseal /build/target/server/quarkus-app-h2 target/server/quarkus-app-h2
COPY --from=build --chown=privyseal /build/target/server/quarkus-app-postgresql target/server/quarkus-app-postgresql
USER privyseal
ENV PRIVYSEAL_HOME=/var/lib/privyseal
VOLUME /var/lib/privyseal
EXPOSE 8443 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD curl -fsS "http://127.0.0.1:${PRIVYSEAL_HTTP_PORT:-8080}/health" || exit 1
ENTRYPOINT ["/opt/privyseal/privyseal"]
CMD ["serve"]
