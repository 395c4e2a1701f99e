# The JsonApi sample. Build it from the repository's root: docker build -t jsonapi .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# Packages change rarely and sources often: restored apart, they stay in the cache.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Directory.Build.props src/Directory.Build.targets src/
COPY src/Gateway.Abstractions/Gateway.Abstractions.csproj src/Gateway.Abstractions/
COPY src/Gateway.AspNetCore/Gateway.AspNetCore.csproj src/Gateway.AspNetCore/
COPY src/Gateway.Hosting/Gateway.Hosting.csproj src/Gateway.Hosting/
COPY src/Gateway.Toolkit/Gateway.Toolkit.csproj src/Gateway.Toolkit/
COPY samples/JsonApi/JsonApi.csproj samples/JsonApi/
RUN dotnet restore samples/JsonApi --use-current-runtime

COPY .editorconfig ./
COPY src/ src/
COPY samples/JsonApi/ samples/JsonApi/
RUN dotnet publish samples/JsonApi --no-restore --use-current-runtime --no-self-contained -c Release -o /app && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./

# A volume takes over the owner of the folder it is mounted on, so the user without root can write there.
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
VOLUME /data
ENV Store__Path=/data/articles.db

USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=10s CMD ["dotnet", "JsonApi.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "JsonApi.dll"]
