// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/key_store.h"

#ifdef BURSAR_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QSaveFile>

namespace bursar::models {

namespace {
#ifdef BURSAR_KEYCHAIN
const QString kService = QStringLiteral("bursar");
constexpr bool kHasKeychain = true;
#else
constexpr bool kHasKeychain = false;
#endif
constexpr QFileDevice::Permissions kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
} // namespace

KeyStore::KeyStore(QString folder, Use use, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)), m_use(kHasKeychain ? use : Use::FileOnly)
{
}

QString KeyStore::filePath(const QString& profileId) const
{
    return m_folder + u'/' + profileId + QLatin1StringView(".key");
}

std::optional<QString> KeyStore::readFile(const QString& profileId) const
{
    QFile file(filePath(profileId));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(file.readAll()).trimmed();
}

bool KeyStore::writeFile(const QString& profileId, const QString& key) const
{
    QDir().mkpath(m_folder);
    QFile::setPermissions(m_folder, kOwnerOnly | QFileDevice::ExeOwner);
    QSaveFile file(filePath(profileId));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(kOwnerOnly); // before the key is in it
    file.write(key.toUtf8());
    return file.commit();
}

void KeyStore::read(const QString& profileId, QObject* receiver, std::function<void(const Found&)> onFound)
{
    const auto fromFile = [this, profileId, target = QPointer<QObject>(receiver), onFound] {
        if (target)
            onFound({readFile(profileId), KeyPlace::File});
    };
#ifdef BURSAR_KEYCHAIN
    // A file is there only because the keychain was not.
    if (m_use == Use::KeychainFirst && !QFile::exists(filePath(profileId))) {
        auto* job = new QKeychain::ReadPasswordJob(kService, this);
        job->setKey(profileId);
        connect(job, &QKeychain::Job::finished, this, [job, target = QPointer<QObject>(receiver), onFound, fromFile] {
            if (job->error() != QKeychain::NoError)
                fromFile();
            else if (target)
                onFound({job->textData(), KeyPlace::Keychain});
        });
        job->start();
        return;
    }
#endif
    QMetaObject::invokeMethod(this, fromFile, Qt::QueuedConnection);
}

void KeyStore::write(const QString& profileId, const QString& key, QObject* receiver,
                     std::function<void(std::optional<KeyPlace>)> onWritten)
{
    const auto toFile = [this, profileId, key, target = QPointer<QObject>(receiver), onWritten] {
        const bool isWritten = writeFile(profileId, key);
        if (target)
            onWritten(isWritten ? std::optional(KeyPlace::File) : std::nullopt);
    };
#ifdef BURSAR_KEYCHAIN
    if (m_use == Use::KeychainFirst) {
        auto* job = new QKeychain::WritePasswordJob(kService, this);
        job->setKey(profileId);
        job->setTextData(key);
        connect(job, &QKeychain::Job::finished, this,
                [this, job, profileId, target = QPointer<QObject>(receiver), onWritten, toFile] {
                    if (job->error() != QKeychain::NoError)
                        return toFile();
                    QFile::remove(filePath(profileId));
                    if (target)
                        onWritten(KeyPlace::Keychain);
                });
        job->start();
        return;
    }
#endif
    QMetaObject::invokeMethod(this, toFile, Qt::QueuedConnection);
}

void KeyStore::remove(const QString& profileId)
{
    QFile::remove(filePath(profileId));
#ifdef BURSAR_KEYCHAIN
    if (m_use == Use::KeychainFirst) {
        auto* job = new QKeychain::DeletePasswordJob(kService, this);
        job->setKey(profileId);
        job->start();
    }
#endif
}

QString keyPlaceText(KeyPlace place, const QString& file)
{
    return place == KeyPlace::Keychain ? KeyStore::tr("Key kept in the system keychain.")
                                       : KeyStore::tr("Key kept in a file that only you can read: %1").arg(file);
}

} // namespace bursar::models
